package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.bridge.ledger.Outcome;
