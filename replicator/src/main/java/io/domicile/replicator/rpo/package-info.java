/** How much of what was written may be lost with the source, against what was promised, and the API that tells. */
@NullMarked
package io.domicile.replicator.rpo;

import org.jspecify.annotations.NullMarked;
