/** Which values may cross, and what they are on the other side: schema ids translated, undeclared fields left behind. */
@NullMarked
package io.domicile.replicator.schema;

import org.jspecify.annotations.NullMarked;
