/** One link: its names, its thread and the loop that feeds the lanes from the source. */
@NullMarked
package io.domicile.replicator.link;

import org.jspecify.annotations.NullMarked;
