# What Sync-TwilioEventsConfiguration reads. Descriptions are the names here, so each stands once.
@{
    Sinks         = @(
        @{
            Description       = 'Orders'
            SinkType          = 'webhook'
            SinkConfiguration = @{ destination = 'https://shop.example.com/twilio'; method = 'POST'; batch_events = $true }
        }
        @{
            Description       = 'Calls'
            SinkType          = 'webhook'
            SinkConfiguration = @{ destination = 'https://calls.example.com/twilio'; method = 'POST'; batch_events = $false }
        }
        # A secret does not belong in a file: env:NAME stands for the environment variable NAME.
        # @{
        #     Description       = 'Analytics'
        #     SinkType          = 'segment'
        #     SinkConfiguration = @{ write_key = 'env:SEGMENT_WRITE_KEY' }
        # }
    )
    Subscriptions = @(
        @{
            Description = 'Messages that arrived or not'
            Sink        = 'Orders'
            Types       = @('com.twilio.messaging.message.delivered', 'com.twilio.messaging.message.failed', 'com.twilio.messaging.message.undelivered')
        }
        @{
            Description = 'Calls that ended'
            Sink        = 'Calls'
            # With @ and a version where the schema's version matters.
            Types       = @('com.twilio.voice.status-callback.call.completed@2')
        }
    )
}
