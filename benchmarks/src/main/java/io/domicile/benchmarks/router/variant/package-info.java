/** What is measured side by side: a plain loop, the router and bare Kafka Streams, each in a process of its own. */
@NullMarked
package io.domicile.benchmarks.router.variant;

import org.jspecify.annotations.NullMarked;
