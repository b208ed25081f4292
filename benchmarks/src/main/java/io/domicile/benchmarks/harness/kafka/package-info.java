/** The Kafka broker and the schema registry of a measurement, and the topics in which records arrive. */
@NullMarked
package io.domicile.benchmarks.harness.kafka;

import org.jspecify.annotations.NullMarked;
