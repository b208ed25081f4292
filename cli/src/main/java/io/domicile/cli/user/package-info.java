/** {@code domicile topics}. */
@NullMarked
package io.domicile.cli.user;

import org.jspecify.annotations.NullMarked;
