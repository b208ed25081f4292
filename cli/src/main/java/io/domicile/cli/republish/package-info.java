/** {@code domicile republish}. */
@NullMarked
package io.domicile.cli.republish;

import org.jspecify.annotations.NullMarked;
