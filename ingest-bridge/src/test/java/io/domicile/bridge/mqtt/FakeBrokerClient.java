package io.domicile.bridge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client whose broker answers as told, and that notes what it was asked. */
final class FakeBrokerClient implements BrokerClient {

    final List<String> asked = new ArrayList<>();
    final Listener listener;

    CompletableFuture<Boolean> connectAnswer = CompletableFuture.completedFuture(false);
    CompletableFuture<List<String>> subscribeAnswer = CompletableFuture.completedFuture(List.of());
    CompletableFuture<List<String>> unsubscribeAnswer = CompletableFuture.completedFuture(List.of());
    boolean flowEnded;

    private boolean connected;

    FakeBrokerClient(Listener listener) {
        this.listener = listener;
    }

    @Override
    public CompletableFuture<Boolean> connect() {
        asked.add("connect");
        connected = connectAnswer.isDone() && !connectAnswer.isCompletedExceptionally();
        return connectAnswer;
    }

    @Override
    public CompletableFuture<List<String>> subscribe(List<String> filters) {
        asked.add("subscribe " + filters);
        return subscribeAnswer;
    }

    @Override
    public CompletableFuture<List<String>> unsubscribe(List<String> filters) {
        asked.add("unsubscribe " + filters);
        return unsubscribeAnswer;
    }

    @Override
    public CompletableFuture<Boolean> publish(Publication publication) {
        asked.add("publish " + publication.topic() + ' ' + new String(publication.payload(), UTF_8) + ' '
                + publication.retained());
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<?> disconnect() {
        asked.add("disconnect");
        connected = false;
        listener.disconnected(new IllegalStateException("told to"));
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isDisconnected() {
        return !connected;
    }

    @Override
    public void endFlow() {
        flowEnded = true;
    }
}
