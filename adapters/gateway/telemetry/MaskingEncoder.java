package gateway.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/**
 * The last line before the log: hands another encoder nothing but what may be written, whoever logs and in whatever
 * form. Fails closed: what cannot be made safe is not written. Thread-safe as far as the other is.
 */
public final class MaskingEncoder extends EncoderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> encoder;
    private final Masking masking;

    /**
     * Takes what it stands before.
     *
     * @param encoder gives lines their form
     * @param masking looks through texts
     */
    public MaskingEncoder(Encoder<ILoggingEvent> encoder, Masking masking) {
        this.encoder = encoder;
        this.masking = masking;
    }

    @Override
    public byte[] headerBytes() {
        return encoder.headerBytes();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return encoder.encode(new SafeEvent(event, masking));
    }

    @Override
    public byte[] footerBytes() {
        return encoder.footerBytes();
    }

    @Override
    public void setContext(Context context) {
        super.setContext(context);
        encoder.setContext(context);
    }

    @Override
    public void start() {
        encoder.start();
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        encoder.stop();
    }
}
