/** {@code domicile quarantine}. */
@NullMarked
package io.domicile.cli.quarantine;

import org.jspecify.annotations.NullMarked;
