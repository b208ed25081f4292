/** Addresses on this machine. */
@NullMarked
package io.domicile.testkit.net;

import org.jspecify.annotations.NullMarked;
