/** The topics of a region: names, partition counts, sizes, clean-up. */
@NullMarked
package io.domicile.kit.topic;

import org.jspecify.annotations.NullMarked;
