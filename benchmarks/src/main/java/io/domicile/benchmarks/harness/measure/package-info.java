/** What is measured: spans, tallies and statistics. */
@NullMarked
package io.domicile.benchmarks.harness.measure;

import org.jspecify.annotations.NullMarked;
