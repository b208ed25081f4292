/** A Kafka broker in this process, and what reads its topics back. */
@NullMarked
package io.domicile.testkit.kafka;

import org.jspecify.annotations.NullMarked;
