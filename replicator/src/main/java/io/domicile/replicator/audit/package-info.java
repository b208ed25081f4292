/** Refusals as audit entries of the source region. */
@NullMarked
package io.domicile.replicator.audit;

import org.jspecify.annotations.NullMarked;
