package io.domicile.replicator.audit;

import io.domicile.residency.RegionId;
import io.domicile.residency.link.LinkAnswer.RefuseReason;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where refusals become evidence, in the source region. Implementations are safe for use by several threads. */
public interface RefusalAudit {

    /**
     * Writes the audit entry of a refused record.
     *
     * @return done when the source has acknowledged the entry; only then may the ledger move past the record
     * @throws AuditUnavailableException if the entry cannot even be handed over
     */
    Future<?> refused(ConsumerRecord<byte[], byte[]> record, RefuseReason reason, RegionId destination);
}
