/** Dead letters: what they are, and handling their messages again as the bridge would now. */
@NullMarked
package io.domicile.bridge.replay;

import org.jspecify.annotations.NullMarked;
