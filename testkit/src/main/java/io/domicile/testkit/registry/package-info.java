/** A real schema registry as a child process. */
@NullMarked
package io.domicile.testkit.registry;

import org.jspecify.annotations.NullMarked;
