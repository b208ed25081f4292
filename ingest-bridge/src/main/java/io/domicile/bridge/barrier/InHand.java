package io.domicile.bridge.barrier;

/** What the bridge has taken in and not ended. */
public interface InHand {

    /** Begins to tell what is taken in from now on from what is in hand; only after the turn before is over. */
    void turn();

    /** Whether nothing is in hand any more, with Kafka's producer either, that was at the last {@link #turn}. */
    boolean isTurned();
}
