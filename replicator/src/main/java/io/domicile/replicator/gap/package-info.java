/** What a link does about a gap: which answer each class has been given, and where a lane goes on by it. */
@NullMarked
package io.domicile.replicator.gap;

import org.jspecify.annotations.NullMarked;
