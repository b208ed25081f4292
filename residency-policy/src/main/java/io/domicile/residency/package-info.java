/** The residency domain: who may hold which data, decided by pure functions. No I/O, no clock, no logging. */
@NullMarked
package io.domicile.residency;

import org.jspecify.annotations.NullMarked;
