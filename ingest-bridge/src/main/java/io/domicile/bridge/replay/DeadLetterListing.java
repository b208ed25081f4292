package io.domicile.bridge.replay;

import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.setaside.SetAsideMarks;
import io.domicile.kit.setaside.SetAsideRange;
import io.domicile.kit.setaside.SetAsideTopic;
import io.domicile.kit.topic.Topics;
import java.util.function.Predicate;

/** Reads the dead letters of a region. Fences nobody and writes nothing; one thread. */
public final class DeadLetterListing {

    private final ToolClients clients;

    public DeadLetterListing(ToolClients clients) {
        this.clients = clients;
    }

    /**
     * Hands over what is on the topic now, partition by partition, oldest first.
     *
     * @param visitor false to be given no more
     * @throws io.domicile.kit.setaside.SetAsideException if the topic is missing or cannot be read
     */
    public void read(Predicate<DeadLetter> visitor) {
        try (SetAsideTopic topic = new SetAsideTopic(Topics.DEAD_LETTER, clients)) {
            SetAsideRange range = topic.committed();
            SetAsideMarks marks = topic.marks(range);
            topic.records(range, record -> visitor.test(DeadLetter.of(record, marks)));
        }
    }
}
