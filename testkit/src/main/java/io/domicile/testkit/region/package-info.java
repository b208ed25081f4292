/** One region's brokers and schema registry together. */
@NullMarked
package io.domicile.testkit.region;

import org.jspecify.annotations.NullMarked;
