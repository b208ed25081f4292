/** The report as Markdown. */
@NullMarked
package io.domicile.benchmarks.bridge.report;

import org.jspecify.annotations.NullMarked;
