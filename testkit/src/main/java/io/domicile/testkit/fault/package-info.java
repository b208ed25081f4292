/** Faults of the network between two endpoints. */
@NullMarked
package io.domicile.testkit.fault;

import org.jspecify.annotations.NullMarked;
