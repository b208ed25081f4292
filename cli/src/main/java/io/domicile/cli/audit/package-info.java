/** {@code domicile audit}. */
@NullMarked
package io.domicile.cli.audit;

import org.jspecify.annotations.NullMarked;
