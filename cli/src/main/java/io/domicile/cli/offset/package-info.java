/** {@code domicile offsets}: where consumer groups go on at a standby. */
@NullMarked
package io.domicile.cli.offset;

import org.jspecify.annotations.NullMarked;
