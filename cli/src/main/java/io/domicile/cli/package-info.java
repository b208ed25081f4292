/** The {@code domicile} command. */
@NullMarked
package io.domicile.cli;

import org.jspecify.annotations.NullMarked;
