package io.domicile.router.route;

/** The place a record was read from. */
public record Origin(String topic, int partition, long offset) {}
