/** The commands about messages that the bridge could not take. */
@NullMarked
package io.domicile.cli.deadletter;

import org.jspecify.annotations.NullMarked;
