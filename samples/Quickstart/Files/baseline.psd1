# One file for several accounts: {Shop} is filled with -Parameter, or from the column Shop of a row.
@{
    Sinks         = @(
        @{
            Description       = 'Order events to the shop'
            SinkType          = 'webhook'
            SinkConfiguration = @{ destination = 'https://{Shop}/twilio/events'; batch_events = $true }
        }
        @{
            Description       = 'Calls'
            SinkType          = 'webhook'
            SinkConfiguration = @{ destination = 'https://calls.example.com/twilio' }
        }
    )
    Subscriptions = @(
        @{
            Description = 'Message delivery'
            Sink        = 'Order events to the shop'
            Types       = @('com.twilio.messaging.message.delivered', 'com.twilio.messaging.message.failed@7')
        }
    )
}
