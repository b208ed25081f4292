/** The report as Markdown. */
@NullMarked
package io.domicile.benchmarks.harness.report;

import org.jspecify.annotations.NullMarked;
