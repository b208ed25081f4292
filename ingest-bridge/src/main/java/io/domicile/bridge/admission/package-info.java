/** The policy's answer to a message, before anybody looks into its payload. */
@NullMarked
package io.domicile.bridge.admission;

import org.jspecify.annotations.NullMarked;
