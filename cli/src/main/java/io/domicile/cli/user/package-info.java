/** {@code domicile users}. */
@NullMarked
package io.domicile.cli.user;

import org.jspecify.annotations.NullMarked;
