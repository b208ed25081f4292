/** Directories that live as long as what they hold. */
@NullMarked
package io.domicile.testkit.io;

import org.jspecify.annotations.NullMarked;
