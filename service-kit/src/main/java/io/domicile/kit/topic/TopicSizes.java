package io.domicile.kit.topic;

/**
 * The largest record batch each kind of topic takes, in bytes ({@code max.message.bytes}). Every hop adds headers, so
 * every hop's topics are larger than those before it.
 */
public final class TopicSizes {

    /** {@code ingress.<class>}: 1 MiB. */
    public static final int INGRESS = 1024 * 1024;

    /** {@code home.}, {@code egress.} and {@code forward.} topics: room for the residency tag. */
    public static final int ROUTER_OUTPUT = INGRESS + 16 * 1024;

    /** Mirrored topics: room for the tag and the provenance. */
    public static final int MIRROR = INGRESS + 32 * 1024;

    /** {@code residency.quarantine} and {@code ingress.dead-letter}: what is larger is kept as a reference only. */
    public static final int QUARANTINE = 8 * 1024 * 1024;

    /** Policy, acknowledgements, audit entries and seals: small by construction. */
    public static final int CONTROL = INGRESS;

    private TopicSizes() {}
}
