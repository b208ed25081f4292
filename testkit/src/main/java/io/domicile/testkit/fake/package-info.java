/** Stand-ins for ports, written by hand: they do what the port promises, in memory, as a test tells them. */
@NullMarked
package io.domicile.testkit.fake;

import org.jspecify.annotations.NullMarked;
