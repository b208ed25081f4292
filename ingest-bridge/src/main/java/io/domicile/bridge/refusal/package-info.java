/** What a refused message leaves behind: an audit entry without its payload, and a notice to the device. */
@NullMarked
package io.domicile.bridge.refusal;

import org.jspecify.annotations.NullMarked;
