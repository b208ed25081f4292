/** The residency router beside its limit and a bare Kafka Streams application: the run, its cases and its rounds. */
@NullMarked
package io.domicile.benchmarks.router;

import org.jspecify.annotations.NullMarked;
