/** Copies exportable records to the regions that may receive them. */
@NullMarked
package io.domicile.replicator;

import org.jspecify.annotations.NullMarked;
