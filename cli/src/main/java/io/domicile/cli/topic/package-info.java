/** {@code domicile topics}. */
@NullMarked
package io.domicile.cli.topic;

import org.jspecify.annotations.NullMarked;
