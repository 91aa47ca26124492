package gateway.admin;

import gateway.control.AuditLog;
import gateway.control.ControlSnapshot;
import gateway.control.DocumentStore;
import gateway.control.Refresh;
import gateway.decision.DecisionStore;
import gateway.feedback.FeedbackStore;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.SwitchStore;
import gateway.model.Redacted;
import gateway.settings.ControlReader;
import gateway.usage.UsageStore;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the stages of the admin API are made of.
 *
 * @param adminKey the built-in administrator's key
 * @param documents where models, tenants and keys are kept
 * @param switchStore where kill switches are kept
 * @param audit the log of changes
 * @param decisions the records of requests
 * @param usage what was used
 * @param feedback what clients said of answers
 * @param reader binds and checks documents
 * @param snapshot the control data in use
 * @param switches the kill switches in use
 * @param refresh takes what is stored into use
 * @param status what the status tells beside that
 * @param logins what lets browsers in
 * @param clock the time
 * @param random must be fit for secrets
 */
public record AdminBeans(
        Redacted adminKey,
        DocumentStore documents,
        SwitchStore switchStore,
        AuditLog audit,
        DecisionStore decisions,
        UsageStore usage,
        FeedbackStore feedback,
        ControlReader reader,
        ControlSnapshot snapshot,
        LiveSwitches switches,
        Refresh refresh,
        StatusSource status,
        Logins logins,
        InstantSource clock,
        RandomGenerator random) {
    /** All beans by the names that routes use. */
    public Map<String, Object> byName() {
        ControlWriter writer = new ControlWriter(documents, reader, refresh, clock);
        SwitchWriter switchWriter = new SwitchWriter(switchStore, switches, refresh, audit, snapshot, clock);
        Map<String, Object> beans = new HashMap<>();
        AdminKey keys = new AdminKey(adminKey, snapshot, logins);
        beans.put("adminKey", keys);
        beans.put("adminLogin", new AdminLogin(keys, logins));
        beans.put("sessionAdmin", new SessionAdmin(logins));
        beans.put("refuseAdmin", new WriteAdminError());
        beans.put("modelAdmin", new ModelAdmin(documents, writer));
        beans.put("deploymentAdmin", new DeploymentAdmin(documents, writer));
        beans.put("aliasAdmin", new AliasAdmin(documents, writer));
        beans.put("activeModelAdmin", new ActiveModelAdmin(documents, writer));
        beans.put("tenantAdmin", new TenantAdmin(documents, writer));
        beans.put("forgetAnswers", new ForgetAnswers(writer, clock));
        beans.put("keyAdmin", new KeyAdmin(KeyTerms.CLIENT, documents, writer, clock, random));
        beans.put("rotateKey", new RotateKey(KeyTerms.CLIENT, writer, clock, random));
        beans.put("limitKey", new LimitKey(writer, clock));
        beans.put("administratorAdmin", new KeyAdmin(KeyTerms.ADMINISTRATOR, documents, writer, clock, random));
        beans.put("rotateAdministrator", new RotateKey(KeyTerms.ADMINISTRATOR, writer, clock, random));
        beans.put("killSwitchAdmin", new KillSwitchAdmin(switches, switchWriter, clock));
        beans.put("auditTrail", new AuditTrail(audit, clock));
        beans.put("decisionSearch", new DecisionSearch(decisions, feedback, clock));
        beans.put("residencyReport", new ResidencyReport(decisions, clock));
        beans.put("usageReport", new UsageReport(usage, clock));
        beans.put("routingExport", new RoutingExport(decisions, feedback, clock));
        beans.put("status", new Status(status, snapshot, switches, clock));
        beans.put("apiDescription", new ApiDescription());
        return beans;
    }
}
