/** Kafka client settings of a link, and its clients. */
@NullMarked
package io.domicile.replicator.client;

import org.jspecify.annotations.NullMarked;
