/** What is measured: spans, tallies and statistics. */
@NullMarked
package io.domicile.benchmarks.bridge.measure;

import org.jspecify.annotations.NullMarked;
