/** Where a copied record came from, as a header on the copy. */
@NullMarked
package io.domicile.replicator.provenance;

import org.jspecify.annotations.NullMarked;
