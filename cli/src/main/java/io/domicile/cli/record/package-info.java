/** {@code domicile record}. */
@NullMarked
package io.domicile.cli.record;

import org.jspecify.annotations.NullMarked;
