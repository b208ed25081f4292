package io.domicile.kit.quarantine;

import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.setaside.SetAsideMarks;
import io.domicile.kit.setaside.SetAsideRange;
import io.domicile.kit.setaside.SetAsideTopic;
import io.domicile.kit.topic.Topics;
import java.util.function.Predicate;

/** Reads the quarantine of a region. Fences nobody and writes nothing; one thread. */
public final class QuarantineListing {

    private final ToolClients clients;

    public QuarantineListing(ToolClients clients) {
        this.clients = clients;
    }

    /**
     * Hands over what is there now, partition by partition, oldest first.
     *
     * @param visitor false to be given no more
     * @throws io.domicile.kit.setaside.SetAsideException if the topic is missing or cannot be read
     */
    public void read(QuarantineFilter filter, Predicate<QuarantinedRecord> visitor) {
        try (SetAsideTopic topic = new SetAsideTopic(Topics.QUARANTINE, clients)) {
            SetAsideRange range = filter.narrowed(topic.committed());
            SetAsideMarks marks = topic.marks(range);
            topic.records(range, record -> {
                QuarantinedRecord about = QuarantinedRecord.of(record, marks);
                return !filter.takes(about) || visitor.test(about);
            });
        }
    }
}
