package io.domicile.kit.kafka;

/** Headers that Domicile writes besides the residency tag. */
public final class HeaderNames {

    /** What the value is, as a media type. */
    public static final String CONTENT_TYPE = "content-type";

    /** {@link #CONTENT_TYPE} of framed Avro. */
    public static final String FRAMED_AVRO = "application/vnd.confluent.avro";

    /** {@link #CONTENT_TYPE} of JSON. */
    public static final String JSON = "application/json";

    /** {@link #CONTENT_TYPE} of bytes that Domicile does not look into. */
    public static final String OPAQUE = "application/octet-stream";

    /** Reason code on a quarantined or dead-lettered record. */
    public static final String REASON = "domicile-reason";

    /** Topic a quarantined record was read from; absent where it came by MQTT. */
    public static final String SOURCE_TOPIC = "domicile-source-topic";

    public static final String SOURCE_PARTITION = "domicile-source-partition";

    public static final String SOURCE_OFFSET = "domicile-source-offset";

    /** The class that a quarantined record was decided as; absent where it has none that can be believed. */
    public static final String DATA_CLASS = "domicile-class";

    /** Set on a copy whose payload was too large to keep: its size in bytes; the value is empty. */
    public static final String OMITTED_BYTES = "domicile-omitted-bytes";

    /**
     * On a bridge's copy: the name of the user property that identities are read from, set only where the copy has every
     * property of that name, in whatever case, that the message had. Whoever reads a copy without it knows no identity.
     */
    public static final String IDENTITY_PROPERTY = "domicile-identity-property";

    /** On a record that was sent again: {@code <run>:<offset>}, the offset at home of the record it is a copy of. */
    public static final String REPUBLISHED = "domicile-republished";

    /** What became of a record that was set aside: on the mark that says so. */
    public static final String MARK = "domicile-mark";

    /** The offset, in the mark's own partition, of the record that a mark is about. */
    public static final String MARKED_OFFSET = "domicile-marked-offset";

    /** The MQTT topic a message was published to. */
    public static final String MQTT_TOPIC = "mqtt-topic";

    /** The content type the device declared. */
    public static final String MQTT_CONTENT_TYPE = "mqtt-content-type";

    /** Quality of service of the delivery to the bridge, in decimal digits. */
    public static final String MQTT_QOS = "mqtt-qos";

    /** {@code true} on a message that the MQTT broker had retained; absent on any other. */
    public static final String MQTT_RETAIN = "mqtt-retain";

    /** Seconds left of the message's life when the MQTT broker sent it, in decimal digits. */
    public static final String MQTT_EXPIRY = "mqtt-expiry";

    /** The correlation data of a request, as they came. */
    public static final String MQTT_CORRELATION_DATA = "mqtt-correlation-data";

    /** The MQTT topic on which the publisher of a request awaits the answer. */
    public static final String MQTT_RESPONSE_TOPIC = "mqtt-response-topic";

    /** W3C trace context: the publisher's span. */
    public static final String TRACEPARENT = "traceparent";

    /** W3C trace context: what tracing systems add to {@link #TRACEPARENT}; never without it. */
    public static final String TRACESTATE = "tracestate";

    private HeaderNames() {}
}
