using System;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Delivery;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.Operations;
using TwilioEvents.Sandbox.State;
using TwilioEvents.Transport;

namespace TwilioEvents.Sandbox;

/// <summary>The 22 operations of the Events API and the sandbox's own, each on its line.</summary>
internal sealed class SandboxRouter
{
    private readonly Route[] routes;

    public SandboxRouter(SandboxState state, EventSender sender, DeliveryLog log, Dispatcher dispatcher)
    {
        var faults = new FaultOperations(state, dispatcher);
        var sinks = new SinkOperations(state, sender);
        var own = new EventOperations(state, sender, log);
        var subscriptions = new SubscriptionOperations(state);
        var events = new SubscribedEventOperations(state);
        var types = new EventTypeOperations(state);
        this.routes = new[]
        {
            new Route("GET", "v1/Sinks", (r, _) => sinks.List(r)),
            new Route("POST", "v1/Sinks", (r, _) => sinks.Create(r)),
            new Route("GET", "v1/Sinks/{Sid}", (r, path) => sinks.Fetch(r, path[2])),
            new Route("POST", "v1/Sinks/{Sid}", (r, path) => sinks.Update(r, path[2])),
            new Route("DELETE", "v1/Sinks/{Sid}", (r, path) => sinks.Delete(r, path[2])),
            new Route("POST", "v1/Sinks/{Sid}/Test", (r, path) => sinks.Test(r, path[2])),
            new Route("POST", "v1/Sinks/{Sid}/Validate", (r, path) => sinks.Validate(r, path[2])),
            new Route("GET", "v1/Subscriptions", (r, _) => subscriptions.List(r)),
            new Route("POST", "v1/Subscriptions", (r, _) => subscriptions.Create(r)),
            new Route("GET", "v1/Subscriptions/{Sid}", (r, path) => subscriptions.Fetch(r, path[2])),
            new Route("POST", "v1/Subscriptions/{Sid}", (r, path) => subscriptions.Update(r, path[2])),
            new Route("DELETE", "v1/Subscriptions/{Sid}", (r, path) => subscriptions.Delete(r, path[2])),
            new Route("GET", "v1/Subscriptions/{Sid}/SubscribedEvents", (r, path) => events.List(r, path[2])),
            new Route("POST", "v1/Subscriptions/{Sid}/SubscribedEvents", (r, path) => events.Create(r, path[2])),
            new Route("GET", "v1/Subscriptions/{Sid}/SubscribedEvents/{Type}", (r, path) => events.Fetch(r, path[2], path[4])),
            new Route("POST", "v1/Subscriptions/{Sid}/SubscribedEvents/{Type}", (r, path) => events.Update(r, path[2], path[4])),
            new Route("DELETE", "v1/Subscriptions/{Sid}/SubscribedEvents/{Type}", (r, path) => events.Delete(r, path[2], path[4])),
            new Route("GET", "v1/Types", (r, _) => types.ListTypes(r)),
            new Route("GET", "v1/Types/{Type}", (r, path) => types.FetchType(r, path[2])),
            new Route("GET", "v1/Schemas/{Id}", (r, path) => types.FetchSchema(r, path[2])),
            new Route("GET", "v1/Schemas/{Id}/Versions", (r, path) => types.ListVersions(r, path[2])),
            new Route("GET", "v1/Schemas/{Id}/Versions/{Version}", (r, path) => types.FetchVersion(r, path[2], path[4])),
            new Route("POST", "sandbox/events", (r, _) => own.Send(r)),
            new Route("GET", "sandbox/deliveries", (r, _) => own.List(r)),
            new Route("GET", "sandbox/faults", (_, _) => faults.Faults()),
            new Route("POST", "sandbox/faults", (r, _) => faults.SetFaults(r)),
            new Route("GET", "sandbox/clock", (_, _) => faults.Clock()),
            new Route("POST", "sandbox/clock", (r, _) => faults.SetClock(r)),
        };
    }

    /// <summary>Whether somebody asks what this address is. That is answered without credentials, and without a secret.</summary>
    public static bool IsProbe(SandboxRequest request) => request.Method == "GET" && request.EscapedPath == "/" + SandboxProbe.Path;

    /// <summary>Whether a request is one of the sandbox's own, which have no faults.</summary>
    public static bool IsOwn(SandboxRequest request) => request.Path[0] == SandboxProbe.Path;

    /// <summary>Whether a request makes events, and so has to wait for room.</summary>
    public static bool MakesEvents(SandboxRequest request) => request.Method == "POST" && request.EscapedPath == "/sandbox/events";

    public static SandboxAnswer AnswerProbe() => SandboxAnswer.Ok(new JsonMap { [SandboxProbe.Field] = 1 });

    public SandboxAnswer Answer(SandboxRequest request)
    {
        try
        {
            Route[] atPath = Array.FindAll(this.routes, route => route.IsAt(request.Path));
            if (atPath.Length == 0) throw Refusal.Nothing(request);
            Route route = Array.Find(atPath, route => route.Method == request.Method) ?? throw Refusal.Method(request);
            return route.Operation(request, request.Path);
        }
        catch (Refusal refusal)
        {
            return SandboxAnswer.Error(refusal);
        }
    }

    /// <summary>An operation, its method, and its path, in which a part in braces stands for any text.</summary>
    private sealed class Route
    {
        private readonly string[] template;

        public Route(string method, string template, Func<SandboxRequest, string[], SandboxAnswer> operation)
        {
            this.Method = method;
            this.template = template.Split('/');
            this.Operation = operation;
        }

        public string Method { get; }

        public Func<SandboxRequest, string[], SandboxAnswer> Operation { get; }

        public bool IsAt(string[] path)
        {
            if (path.Length != this.template.Length) return false;
            for (int i = 0; i < path.Length; i++)
            {
                bool matches = this.template[i][0] == '{' ? path[i].Length > 0 : path[i] == this.template[i];
                if (!matches) return false;
            }

            return true;
        }
    }
}
