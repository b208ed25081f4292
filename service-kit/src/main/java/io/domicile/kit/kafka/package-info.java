/** Kafka client settings and header access shared by the services. */
@NullMarked
package io.domicile.kit.kafka;

import org.jspecify.annotations.NullMarked;
