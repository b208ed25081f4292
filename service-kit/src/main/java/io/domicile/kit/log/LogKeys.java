package io.domicile.kit.log;

/**
 * The closed vocabulary of log keys. No key of it takes a payload, a record key, an organization or a device; add a key
 * here before logging under it.
 */
public final class LogKeys {

    /** Region id. */
    public static final String REGION = "region";

    /** One direction of replication, {@code source->target}. */
    public static final String LINK = "link";

    /** Name of a service of the process, such as {@code bridge eu-west}. */
    public static final String SERVICE = "service";

    /** Part of a service, such as {@code mqtt} or {@code policy-store}. */
    public static final String COMPONENT = "component";

    /** Kafka topic. MQTT topics name organizations and devices and are never logged. */
    public static final String TOPIC = "topic";

    public static final String PARTITION = "partition";

    public static final String OFFSET = "offset";

    /** Topic of the target that mirrors one of the source. */
    public static final String MIRROR = "mirror";

    /** What lets a record pass, in words. */
    public static final String RULE = "rule";

    /** How many. */
    public static final String COUNT = "count";

    /** Reason code, one of an enum's. */
    public static final String REASON = "reason";

    /** State something is in now. */
    public static final String STATE = "state";

    /** Class name of an exception, where its message may quote data. */
    public static final String ERROR = "error";

    /** Host name or address. */
    public static final String HOST = "host";

    public static final String PORT = "port";

    /** Number of a try, from 1. */
    public static final String ATTEMPT = "attempt";

    /** Time taken, in milliseconds. */
    public static final String DURATION_MS = "durationMs";

    /** Time until the next try, in milliseconds. */
    public static final String DELAY_MS = "delayMs";

    /** Exit status of a process. */
    public static final String EXIT_STATUS = "exitStatus";

    /** Name of a signal. */
    public static final String SIGNAL = "signal";

    private LogKeys() {}
}
