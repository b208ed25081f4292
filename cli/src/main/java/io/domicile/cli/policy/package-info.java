/** {@code domicile policy}. */
@NullMarked
package io.domicile.cli.policy;

import org.jspecify.annotations.NullMarked;
